/** Nobody waits longer for a page, and one that takes longer keeps the others waiting. */
export const statementSeconds = 30;

/** What the page that tells of an error knows this one by: of an error's words nothing leaves the server. */
export const tooLongDigest = 'took-too-long';
