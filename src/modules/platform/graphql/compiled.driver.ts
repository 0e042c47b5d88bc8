import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { CompiledExecutor } from './compiled-executor.js';
import { readPlainly } from './read-plainly.js';

type Gateway = ApolloServerOptionsWithGateway<object>['gateway'];

/**
 * Nest's Apollo, with our executor in the place of the interpreter. Apollo takes another executor only from a
 * "gateway", so our own schema is handed over as one; everything around execution stays Apollo's.
 */
@Injectable()
export class CompiledApolloDriver extends ApolloDriver {
  protected override registerFastify(
    options: ApolloDriverConfig,
    hooks?: { preStartHook?: () => void },
  ): Promise<void> {
    // prettier-ignore
    const { schema, ...rest } = options;
    if (!schema) throw new Error('The schema must be built before its server starts.');
    readPlainly(schema);
    return super.registerFastify(Object.assign(rest, { gateway: gatewayOf(schema) }), hooks);
  }
}

function gatewayOf(schema: GraphQLSchema): Gateway {
  const executor = new CompiledExecutor(schema);
  let tell: Parameters<Gateway['onSchemaLoadOrUpdate']>[0] = () => undefined;
  return {
    onSchemaLoadOrUpdate: (listener) => {
      tell = listener;
      return () => undefined;
    },
    load: () => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return Promise.resolve({
        executor: async ({ document, operationName, request, context }) =>
          executor.execute(document, operationName, request.variables ?? {}, context),
      });
    },
    stop: () => Promise.resolve(),
  };
}
