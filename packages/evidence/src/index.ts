export const STUDIES: readonly never[] = [];
