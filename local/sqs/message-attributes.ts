import { createHash, type Hash } from 'node:crypto';
import * as z from 'zod';
import { invalidValue, sqsError } from './errors.ts';
import { LIMITS } from './queue.ts';

/** Typed values beside a message's body. Binary ones are base64, as JSON carries them. */
export const attributesSchema = z.record(
  z.string(),
  z.strictObject({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.base64().optional(),
  }),
);
export type MessageAttributes = z.infer<typeof attributesSchema>;
type Attribute = MessageAttributes[string];

const NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)(?!(?:aws|amazon)\.)[\w.-]{1,256}$/i;
const TYPE = /^(String|Number|Binary)(\..+)?$/;
/** Everything but the characters that XML 1.0 allows: SQS refuses the rest. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Throws InvalidMessageContents for a character that a message must not hold. */
export const checkCharacters = (content: string, where: string): void => {
  const found = FORBIDDEN.exec(content)?.[0];
  if (found === undefined) return;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw sqsError(
    'InvalidMessageContents',
    `Invalid character U+${code} in ${where}. Valid are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | ` +
      '#x10000 to #x10FFFF.',
  );
};

const valueBytes = (attribute: Attribute): Buffer =>
  attribute.StringValue === undefined
    ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
    : Buffer.from(attribute.StringValue);

const checkAttribute = (name: string, attribute: Attribute): void => {
  const parameter = `MessageAttributes.${name}`;
  if (!NAME.test(name))
    throw invalidValue(name, 'MessageAttributes', 'The name of an attribute is not allowed.');
  const kind = TYPE.exec(attribute.DataType)?.[1];
  if (kind === undefined)
    throw invalidValue(attribute.DataType, `${parameter}.DataType`, 'It must be String, Number or Binary.');
  const value = kind === 'Binary' ? attribute.BinaryValue : attribute.StringValue;
  const other = kind === 'Binary' ? attribute.StringValue : attribute.BinaryValue;
  if (!value || other !== undefined)
    throw invalidValue(
      '',
      parameter,
      `An attribute of type ${kind} needs a value of that type and no other.`,
    );
  if (kind !== 'Binary') checkCharacters(value, parameter);
  if (kind === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    throw invalidValue(value, parameter, 'It is not a number.');
};

/** Throws InvalidParameterValue or InvalidMessageContents for attributes that SQS would refuse. */
export const checkAttributes = (attributes: MessageAttributes): void => {
  const entries = Object.entries(attributes);
  if (entries.length > LIMITS.maxMessageAttributes)
    throw invalidValue(
      entries.length,
      'MessageAttributes',
      `At most ${LIMITS.maxMessageAttributes} are allowed.`,
    );
  for (const [name, attribute] of entries) checkAttribute(name, attribute);
};

/** What the attributes add to the size of a message: names, types and values. */
export const attributesBytes = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name + attribute.DataType) + valueBytes(attribute).length,
    0,
  );

const addCounted = (hash: Hash, bytes: Buffer): void => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  hash.update(length).update(bytes);
};

/**
 * The digest that SDKs verify: for each attribute by name, the counted name and type, 1 for text or 2 for
 * binary, the counted value. Undefined where there are none.
 * (SQS Developer Guide, "Calculating the MD5 message digest for message attributes".)
 */
export const attributesMd5 = (attributes: MessageAttributes): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    addCounted(hash, Buffer.from(name));
    addCounted(hash, Buffer.from(attribute.DataType));
    hash.update(Buffer.from([attribute.StringValue === undefined ? 2 : 1]));
    addCounted(hash, valueBytes(attribute));
  }
  return hash.digest('hex');
};

/** The attributes that a receiver asked for by name, by `prefix.*`, by `All` or `.*`. */
export const selectAttributes = (
  attributes: MessageAttributes,
  asked: readonly string[],
): MessageAttributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) =>
      asked.some(
        (one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -2))),
      ),
    ),
  );
