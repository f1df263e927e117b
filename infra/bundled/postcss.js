/**
 * Stands in a bundle for postcss, with which sanitize-html reads `style` attributes where an allow-list has them. The
 * news allow-list has none; where one were added, each would be removed. 90 KB less in ingest.
 */
export function parse() {
  throw new Error('no style attribute is read');
}
