import type { ApolloServerPlugin } from '@apollo/server';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

/** GraphiQL for browsers that open /graphql: the whole page comes from our packages, nothing from elsewhere. It opens with `firstQuery`. */
export function graphiqlPage(firstQuery: string): ApolloServerPlugin {
  const html = renderGraphiQL({ title: 'Carousel', endpoint: '/graphql', defaultQuery: firstQuery });
  return { serverWillStart: () => Promise.resolve({ renderLandingPage: () => Promise.resolve({ html }) }) };
}
