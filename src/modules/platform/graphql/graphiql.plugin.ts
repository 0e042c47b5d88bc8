import type { ApolloServerPlugin } from '@apollo/server';

/**
 * GraphiQL for browsers that open /graphql: the whole page comes from our packages, nothing from elsewhere. It opens with
 * `firstQuery`. Its nine megabytes are loaded when the first browser asks, not by every process that starts.
 */
export function graphiqlPage(firstQuery: string): ApolloServerPlugin {
  const html = async () => {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL({ title: 'Carousel', endpoint: '/graphql', defaultQuery: firstQuery });
  };
  return { serverWillStart: () => Promise.resolve({ renderLandingPage: () => Promise.resolve({ html }) }) };
}
