import { getNamedType, isInputObjectType, type GraphQLNamedType } from 'graphql';

/** Whether a value of this type may hold others of it, as a rule holds rules: as deep as whoever sends it likes. */
export function isEndless(type: GraphQLNamedType, within: readonly GraphQLNamedType[] = []): boolean {
  if (!isInputObjectType(type)) return false;
  if (within.includes(type)) return true;
  const inside = [...within, type];
  return Object.values(type.getFields()).some((field) => isEndless(getNamedType(field.type), inside));
}
