type Text = (size: number) => string;
const fill = (unit: string, size: number): string => unit.repeat(Math.floor(size / unit.length));
const PAGE = '## h\n\nA - blora.publicrelations.id\n\nJan 14, 2025 - 16:04\n\n';
const EXPANDING: Text = (size) => `# h\n\n[a]: /${fill('x', size / 2)}\n\n${fill('[a] ', size / 2)}`;
const ninjs = (more: string): string => `{"uri":"a","headline":"h","body_text":"b",${more}}`;
const newsItem = (more: string): string => `<newsItem guid="a"><contentMeta>${more}</contentMeta></newsItem>`;
const attributes = (size: number): string =>
  Array.from({ length: size / 8 }, (_, index) => `a${index}=""`).join(' ');
/** Shapes that have cost somebody more than their length, each at any size in bytes; a name where it is not Markdown. */
export const COSTLY_TEXTS: readonly [what: string, text: Text, name?: string][] = [
  ['link references that expand', EXPANDING],
  ['nested brackets', (size) => `# h\n\n${fill('[', size)}`],
  ['nested quotes', (size) => `# h\n\n${fill('> ', size)}`],
  ['emphasis', (size) => `# h\n\n${fill('*a_ ', size)}`],
  ['spaces in a heading', (size) => `# h${fill(' ', size)}x\n\nb`],
  ['marks in a heading', (size) => `# h ${fill('# ', size)}x\n\nb`],
  ['spaces in code', (size) => `# h\n\n    a${fill(' ', size)}b`],
  ['empty cells', (size) => `# h\n\n|a|\n|-|\n${fill(`|${fill('|', 100)}\n`, size)}`],
  ['picture lines', (size) => `${PAGE}${fill('![a](b)\n\n', size)}`],
  ['one long picture line', (size) => `${PAGE}![a](${fill('b', size)}`],
  ['weekdays', (size) => `# h\n\n1 ${fill('senin ', size)}`],
  ['embargo on trade', (size) => `# h\n\n${fill('embargo minyak ', size)}`],
  ['line ends', (size) => `# h\n\nb${fill('\n', size)}for release`],
  ['comments', (size) => `${fill('<!-- -->', size)}x`, 'x.html'],
  ['misnested HTML', (size) => `<h1>h</h1>${fill('<a><b>', size)}`, 'x.html'],
  ['HTML tables', (size) => `<h1>h</h1>${fill('<table><tr><td>', size)}`, 'x.html'],
  ['unclosed pictures', (size) => `<h1>h</h1>x${fill('<img>', size)}`, 'x.html'],
  ['front matter of brackets', (size) => `---\nx: ${fill('[', size)}\n---\n`],
  ['front matter of keys', (size) => `---\n${fill('a: b\n', size)}---\n`],
  ['a key with spaces', (size) => `---\nembargo${fill(' ', size)}x\n---\n`],
  ['authors with spaces', (size) => `---\ntitle: h\nauthors: "a${fill(' ', size)}b"\n---\n\nb`],
  ['JSON of brackets', (size) => `{"uri": ${fill('[', size)}`, 'x.json'],
  ['JSON of escaped quotes', (size) => `{"uri": "${fill('\\"', size)}`, 'x.json'],
  [
    'ninjs of people',
    (size) => ninjs(`"people":[${fill('{"name":"a","rel":"author"},', size)}{}]`),
    'x.json',
  ],
  ['XML elements', (size) => newsItem(fill('<p/>', size)), 'x.xml'],
  ['XML attributes', (size) => newsItem(`<p ${attributes(size)}/>`), 'x.xml'],
  ['XML nested', (size) => newsItem(fill('<p>', size)), 'x.xml'],
  ['XML text in pieces', (size) => newsItem(fill('<b/>a&amp;b', size)), 'x.xml'],
  ['pictures in a figure', (size) => `<h1>h</h1>x<figure>${fill('<img src=a>', size)}`, 'x.html'],
  [
    'JSON-LD lists',
    (size) => `<h1>h</h1>x<script type="application/ld+json">[${fill('{},', size)}{}]</script>`,
    'x.html',
  ],
  ['meta elements', (size) => `${fill('<meta property="og:tag" content="a">', size)}<h1>h</h1>x`, 'x.html'],
  ['contacts', (size) => `FOR IMMEDIATE RELEASE\n\nh\n\n${fill('Contact:\na\n\n', size)}b`, 'x.txt'],
  ['one long contact', (size) => `FOR IMMEDIATE RELEASE\n\nContact:\n${fill('a', size)}\n\nh\n\nb`, 'x.txt'],
  ['a dateline of spaces', (size) => `FOR IMMEDIATE RELEASE\n\nh\n\nA, b${fill(' ', size)}c`, 'x.txt'],
  ['a caption of marks', (size) => `${PAGE}*a${fill('.', size)}b*\n\nc`],
];
