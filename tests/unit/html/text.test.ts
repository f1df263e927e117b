import { describe, expect, it } from 'vitest';
import { cleanPlainText, dropInvisible } from '#domain/html/plain-text.ts';
import { LINK_SCHEMES, safeUrl } from '#domain/html/safe-url.ts';
import { sanitizeHtml } from '#domain/html/sanitize.ts';
import { htmlToText } from '#domain/html/text.ts';

describe('htmlToText', () => {
  it.each([
    ['<h2>A</h2>\n<p>b  <em>c</em>\nd</p>', 'A\nb c d'],
    ['<ul><li>a</li><li>b<br>c</li></ul>', 'a\nb\nc'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a\tb\nc'],
    ['<pre>a\n  b</pre><p>c</p>', 'a\n  b\nc'],
    ['<p>&lt;b&gt; &amp; “c”</p><script>d</script>', '<b> & “c”'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(htmlToText(sanitizeHtml(html).html)).toBe(text);
  });
});

describe('cleanPlainText', () => {
  it.each([
    ['  a\u{A0}\n b ', 'a b'],
    ['a\u{202E}b\u{200B}c\u{AD}d\u{FEFF}', 'abcd'],
    ['e\u{301}', 'é'],
    ['a\u{D800}b\u{0}c\u{B}d\u{FFFF}', 'abcd'],
    ['\u{1F3F4}\u{E0067}\u{E007F}', '\u{1F3F4}'],
    ['👩\u{200D}👧 می\u{200C}خواهم', '👩\u{200D}👧 می\u{200C}خواهم'],
  ])('%j → %j', (text, clean) => {
    expect(cleanPlainText(text)).toBe(clean);
    expect(cleanPlainText(clean)).toBe(clean);
    expect(dropInvisible(clean)).toBe(clean);
  });
});

describe('safeUrl', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['HTTPS://Example.com/A', 'HTTPS://Example.com/A'],
    [' https://example.com/a?b=1&c=2#d ', 'https://example.com/a?b=1&c=2#d'],
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['https://example.com/é', 'https://example.com/%C3%A9'],
    ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
    ['http://1113982867/', 'http://66.102.7.147/'],
    ['http://%77ww.example.com/', 'http://www.example.com/'],
    ['https://exam\u{200B}ple.com/', 'https://example.com/'],
    ['mailto:a@example.com?subject=x', 'mailto:a@example.com?subject=x'],
    ['tel:+62211234', 'tel:+62211234'],
    ['javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['\u{1}javascript:alert(1)', undefined],
    ['https:example.com', undefined],
    ['//example.com', undefined],
    ['/\\example.com', undefined],
    ['https://user:pw@example.com/', undefined],
    ['https:///', undefined],
    ['blob:https://x/y', undefined],
    ['mailto:', undefined],
    ['foto.jpg', undefined],
    ['#a', undefined],
  ])('%j → %j', (url, safe) => {
    expect(safeUrl(url, LINK_SCHEMES)).toBe(safe);
  });
});
