/**
 * What events out of files have for a source, whoever imports them by whichever way: the same row counts once, also when
 * somebody else imports the file again.
 */
export const importSource = 'import';
