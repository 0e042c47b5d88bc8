import type { ApolloServerPlugin } from '@apollo/server';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const welcome = `# Carousel. Put your key under "Headers": { "authorization": "Bearer ck_…" }
# Every type and field is described in the documentation panel on the left.
query {
  offers(placement: "home-hero", viewer: { anonymousId: "a-17" }, first: 3) {
    ... on Offers { items { vehicle { title } creative { headline } reasons } }
    ... on NothingToShow { reason }
  }
}
`;

/** GraphiQL for browsers that open /graphql: the whole page comes from our packages, nothing from elsewhere. */
export function graphiqlPage(): ApolloServerPlugin {
  const html = renderGraphiQL({ title: 'Carousel', endpoint: '/graphql', defaultQuery: welcome });
  return { serverWillStart: () => Promise.resolve({ renderLandingPage: () => Promise.resolve({ html }) }) };
}
