export const EXPECTED_ROWS: readonly string[] = [];
