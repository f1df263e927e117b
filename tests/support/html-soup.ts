import fc from 'fast-check';

const TAGS =
  'p h1 h2 h5 a ul ol li blockquote figure figcaption img table caption thead tbody tfoot tr th td em strong b i s sub ' +
  'br hr pre code span time q small dl dt dd div section svg math script style noscript select option textarea title ' +
  'template iframe form button font center nobr address col colgroup html body head plaintext xmp listing ruby rt image';

const ATTRIBUTES = [
  'href="https://e.example/x"',
  'href="javascript:1"',
  'href="//e.example"',
  'src="https://e.example/a.png"',
  'src=x',
  'title="a > b ]]>"',
  'onclick=x',
  'lang=id',
  'alt=""',
  'colspan=2',
  'style="x"',
];

const TEXTS = [
  'x',
  '\n',
  '\n\n',
  ' ',
  '\t',
  '&nbsp;',
  '&#13;',
  'e&#x301;',
  '&gt;&#x338;',
  '\u{338}',
  '&lt;b&gt;',
  ']]>',
  '"',
  '&amp;amp;',
  '\u{1F468}\u{200D}',
  '&#xb;',
  '\u{B}',
  '<!--',
  '-->',
  '<![CDATA[',
  '\u{0}',
  '/>',
  '\u{D800}',
  '<?x',
];

const tag = fc.constantFrom(...TAGS.split(' '));
const opening = fc
  .tuple(tag, fc.array(fc.constantFrom(...ATTRIBUTES), { maxLength: 2 }), fc.boolean())
  .map(([name, attributes, closed]) => `<${[name, ...attributes].join(' ')}${closed ? '/' : ''}>`);

/** Tags, ends, texts and attributes in any order: what a hostile or broken editor could leave. */
export const htmlSoup = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: opening },
      { weight: 3, arbitrary: tag.map((name) => `</${name}>`) },
      { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
