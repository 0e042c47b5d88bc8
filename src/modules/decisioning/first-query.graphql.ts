/** What GraphiQL opens with: a query that answers on a fresh start, and where the key goes. */
export const firstQuery = `# Carousel. Put your key under "Headers": { "authorization": "Bearer ck_…" }
# Every type and field is described in the documentation panel on the left.
query {
  offers(placement: "home-hero", viewer: { anonymousId: "a-17" }, first: 3) {
    ... on Offers { items { vehicle { title } creative { headline } reasons } }
    ... on NothingToShow { reason }
  }
}
`;
