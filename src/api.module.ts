import { Module } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { firstQuery } from './modules/decisioning/first-query.graphql.js';
import { graphqlModule } from './modules/platform/graphql/graphql.module.js';

/** The application with GraphQL on: what callers ask. Neither the worker nor a command builds a schema it never serves. */
@Module({ imports: [AppModule, graphqlModule(firstQuery)] })
export class ApiModule {}
