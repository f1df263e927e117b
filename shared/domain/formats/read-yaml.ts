import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import type { Finding } from '../receipt/finding.ts';
import { quote } from './quote.ts';

const MAX_YAML_CHARACTERS = 16 * 1024;
const MAX_DEPTH = 8;

/** Text, lists and maps, nothing else: `NO` stays a word and `1.10` two numbers with a dot. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue };

/** One key of the top level, as written, with the line of the file that it stands on. */
export type YamlField = { key: string; value: YamlValue; line: number };

type Read = { fields: YamlField[]; findings: Finding[] };

/** Thrown inside this module only, to leave a nested walk. */
class Refused extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('refused');
    this.offset = offset;
  }
}

/**
 * Reads front matter as data: YAML 1.2's failsafe schema, so every scalar is the author's own text; at most 16 Ki
 * characters and 8 levels; no tags, anchors, aliases, merge keys' effect or keys given twice. Maps have no prototype.
 * Whatever is refused is one finding with its line.
 */
export function readYaml(yaml: string, firstLine: number): Read {
  const refusedAt = (offset: number): Read => {
    const line = yaml.slice(0, Math.max(0, offset)).split('\n').length;
    const found = quote(yaml.split('\n')[line - 1] ?? '');
    return { fields: [], findings: [{ code: 'E_FRONT_MATTER', line: firstLine + line - 1, found }] };
  };
  if (yaml.length > MAX_YAML_CHARACTERS) return refusedAt(0);
  try {
    const lines = new LineCounter();
    const document = parseDocument(yaml, {
      schema: 'failsafe',
      uniqueKeys: true,
      merge: false,
      strict: true,
      logLevel: 'silent',
      prettyErrors: false,
      lineCounter: lines,
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) return refusedAt(problem.pos[0]);
    if (document.contents === null) return { fields: [], findings: [] };
    if (!isMap(document.contents)) return refusedAt(0);
    const fields = pairsOf(document.contents, 0).map(({ key, value, offset }) => ({
      key,
      value,
      line: firstLine + lines.linePos(offset).line - 1,
    }));
    return { fields, findings: cutByComments(document.contents, yaml, lines, firstLine) };
  } catch (error) {
    if (error instanceof Refused) return refusedAt(error.offset);
    // The parser's own stack gives way before ours does: thousands of nested brackets.
    if (error instanceof RangeError) return refusedAt(0);
    throw error;
  }
}

/** `title: Tender #2` loses its end to a YAML comment: the author must hear of it. */
function cutByComments(map: YAMLMap.Parsed, yaml: string, lines: LineCounter, firstLine: number): Finding[] {
  return map.items.flatMap(({ value }) => {
    if (!isScalar(value) || typeof value.comment !== 'string' || value.value === '') return [];
    const { line } = lines.linePos(value.range[0]);
    return [
      { code: 'W_YAML_COMMENT', line: firstLine + line - 1, found: quote(yaml.split('\n')[line - 1] ?? '') },
    ];
  });
}

function pairsOf(map: YAMLMap.Parsed, depth: number): { key: string; value: YamlValue; offset: number }[] {
  return map.items.map(({ key, value }) => {
    refuseSpecial(key);
    if (!isScalar(key)) throw new Refused(offsetOf(key));
    const read = value === null ? '' : valueOf(value, depth + 1);
    return { key: textOf(key.value), value: read, offset: offsetOf(key) };
  });
}

function valueOf(node: ParsedNode, depth: number): YamlValue {
  refuseSpecial(node);
  if (depth > MAX_DEPTH) throw new Refused(offsetOf(node));
  if (isMap(node)) {
    const map: { [key: string]: YamlValue } = Object.create(null);
    for (const { key, value } of pairsOf(node, depth)) map[key] = value;
    return map;
  }
  if (isSeq(node)) return node.items.map((item) => valueOf(item, depth + 1));
  return isScalar(node) ? textOf(node.value) : '';
}

function refuseSpecial(node: ParsedNode): void {
  const anchored = 'anchor' in node && node.anchor !== undefined;
  if (isAlias(node) || anchored || node.tag !== undefined) throw new Refused(offsetOf(node));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function offsetOf(node: ParsedNode): number {
  return node.range[0];
}
