/** By which names a storefront asks for a viewer. */
export interface ViewerName {
  readonly anonymousId?: string | null | undefined;
  readonly userId?: string | null | undefined;
}
