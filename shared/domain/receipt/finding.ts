/**
 * What we noticed in an upload: `E_…` means not published, `W_…` published with a warning. `line` counts from 1;
 * `found` quotes the author's own text (≤ 120 characters); texts and remedies come from the table by (code, language).
 */
export type Finding = {
  code: string;
  line?: number;
  found?: string;
  /** Values that the text of the code names, such as the expected newsroom. */
  values?: Record<string, string>;
};

/** Whether one of the findings keeps the upload from being published. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.code.startsWith('E_'));
}
