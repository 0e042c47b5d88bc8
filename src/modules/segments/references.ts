import type { Rule } from '../../models/segment/rule.js';
import { nodesOf } from './rule-nodes.js';
import type { RuleProblem } from './validate.js';

/** A segment that others may refer to; no rule where it cannot be read. */
export interface Referable {
  readonly id: string;
  readonly name: string;
  readonly rule: Rule | undefined;
}

/** A list that a rule may ask for. */
export interface UploadedList {
  readonly id: string;
  readonly name: string;
  readonly archivedAt: Date | null;
}

/** A dealer that a rule may refer to. */
export interface DealerPlace {
  readonly code: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Ids of the segments a rule refers to, each once. */
export function refersTo(rule: Rule): string[] {
  const ids = [...nodesOf(rule)].flatMap(({ node }) => ('member' in node ? [node.member.of] : []));
  return [...new Set(ids)];
}

/** Ids of the lists a rule asks for, each once. */
export function listsIn(rule: Rule): string[] {
  return [...new Set([...nodesOf(rule)].flatMap(({ node }) => ('listed' in node ? [node.listed.on] : [])))];
}

/** Codes of the dealers a rule refers to. */
export function dealersIn(rule: Rule): string[] {
  return [...nodesOf(rule)].flatMap(({ node }) => ('near' in node ? [node.near.dealer] : []));
}

/** What is wrong with the segments a rule refers to: one that is not there, or leads back. `own` is whose rule it is to be. */
export function memberProblems(
  rule: Rule,
  own: { readonly id: string; readonly name: string } | null,
  active: readonly Referable[],
): RuleProblem[] {
  const others = new Map(active.map((segment) => [segment.id, segment]));
  return [...nodesOf(rule)].flatMap(({ path, node }): RuleProblem[] => {
    if (!('member' in node)) return [];
    const { of } = node.member;
    if (own === null ? !others.has(of) : of !== own.id && !others.has(of))
      return [
        {
          path: `${path}.of`,
          message: 'names no active segment of yours',
          remedy: 'Take the id from segments; an archived one has no members.',
        },
      ];
    const circle = own && wayBack(of, own.id, others);
    if (!circle) return [];
    const names = [
      own.name,
      ...circle.map((id) => (id === own.id ? own.name : (others.get(id)?.name ?? id))),
    ];
    return [
      {
        path: `${path}.of`,
        message: `makes a circle: ${names.map((name) => `“${name}”`).join(' refers to ')}`,
        remedy: 'Break it: repeat the conditions meant instead of referring to the segment.',
      },
    ];
  });
}

/** Segments from one to another by what their rules refer to, both ends included; null where no way leads. */
function wayBack(from: string, to: string, others: ReadonlyMap<string, Referable>): string[] | null {
  const seen = new Set<string>();
  const walk = (id: string): string[] | null => {
    if (id === to) return [id];
    const rule = others.get(id)?.rule;
    if (rule === undefined || seen.has(id)) return null;
    seen.add(id);
    for (const next of refersTo(rule)) {
      const way = walk(next);
      if (way) return [id, ...way];
    }
    return null;
  };
  return walk(from);
}

/** What is wrong with the lists a rule asks for: one that is not there, or archived. */
export function listProblems(rule: Rule, lists: readonly UploadedList[]): RuleProblem[] {
  const byId = new Map(lists.map((list) => [list.id, list]));
  return [...nodesOf(rule)].flatMap(({ path, node }): RuleProblem[] => {
    if (!('listed' in node)) return [];
    const list = byId.get(node.listed.on);
    if (list && list.archivedAt === null) return [];
    const remedy = 'Take the id from audienceLists, or make a list with createAudienceList.';
    const message = list ? `asks for the list “${list.name}”, which is archived` : 'is no list of yours';
    return [{ path: `${path}.on`, message, remedy }];
  });
}

/** What is wrong with the dealers a rule refers to: a code that is none, or a place that is not known. */
export function dealerProblems(rule: Rule, dealers: readonly DealerPlace[]): RuleProblem[] {
  const byCode = new Map(dealers.map((dealer) => [dealer.code, dealer]));
  return [...nodesOf(rule)].flatMap(({ path, node }): RuleProblem[] => {
    if (!('near' in node)) return [];
    const dealer = byCode.get(node.near.dealer);
    if (!dealer)
      return [
        {
          path: `${path}.dealer`,
          message: 'is the code of no dealer of yours',
          remedy: 'Take the code from dealers, or add it with createDealer.',
        },
      ];
    if (dealer.latitude !== null && dealer.longitude !== null) return [];
    return [
      {
        path: `${path}.dealer`,
        message: 'is a dealer whose place is not known',
        remedy: 'Name a dealer with latitude and longitude.',
      },
    ];
  });
}
