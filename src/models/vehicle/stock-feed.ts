/** What a file is of a feed: `FULL` is all there is, what is not in it left; `DELTA` only what changed. */
export const feedModes = ['FULL', 'DELTA'] as const;
export type FeedMode = (typeof feedModes)[number];

/** Whose format a feed has, told by its columns. */
export const feedFormats = ['GOOGLE_VEHICLE_LISTINGS', 'GOOGLE_VEHICLE_ADS', 'META_VEHICLES', 'PLAIN'] as const; // prettier-ignore
export type FeedFormat = (typeof feedFormats)[number];

/**
 * What became of a file: read to its end, read but kept from taking cars off, broken off while it was read. `RUNNING` with
 * nothing new for minutes is one whose process died: send it again.
 */
export const feedStatuses = ['RUNNING', 'DONE', 'HELD_BACK', 'BROKEN_OFF'] as const;
export type FeedStatus = (typeof feedStatuses)[number];

/** Why a full feed took no car off. */
export const feedHolds = ['EMPTY', 'UNREADABLE_ROWS', 'TOO_MANY_LEAVING', 'OVERTAKEN'] as const;
export type FeedHold = (typeof feedHolds)[number];
