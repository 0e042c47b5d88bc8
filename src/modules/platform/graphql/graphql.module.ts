import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'; // prettier-ignore
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CompiledApolloDriver } from './compiled.driver.js';
import { queryCost } from './query-cost.plugin.js';
import { queryDepth } from './query-depth.js';
import { graphiqlPage } from './graphiql.plugin.js';
import { withoutInternals } from './format-error.js';
import { tellWhoMay } from './who-may.js';

/** Longest document, in words and signs; a segment of 64 parts with long lists has some thousands. */
export const longestQueryTokens = 10_000;

/**
 * The GraphQL door: code first, Apollo on Fastify, lean (no cache-control, trace or reporting plugins: they cost 40 %
 * of a request), documents compiled, with bounds on depth and cost, and GraphiQL out of our own packages for browsers, which
 * opens with `firstQuery`.
 */
export const graphqlModule = (firstQuery: string) =>
  GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: CompiledApolloDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    // Nest would ask the whole schema of itself at each start to see whether it is sound; test/schema.spec.ts sees to that.
    buildSchemaOptions: { skipCheck: true },
    transformSchema: tellWhoMay,
    introspection: true,
    graphiql: false,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    cache: 'bounded',
    parseOptions: { maxTokens: longestQueryTokens },
    validationRules: [queryDepth],
    formatError: withoutInternals,
    context: (request: FastifyRequest, reply: FastifyReply) => ({ request, reply }),
    plugins: [
      graphiqlPage(firstQuery),
      queryCost(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
  });
