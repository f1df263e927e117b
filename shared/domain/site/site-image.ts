/** Width and height in pixels: RSS 2.0 has no greater width. */
export const SITE_IMAGE_SIZE = 144;

const PNG = [
  'iVBORw0KGgoAAAANSUhEUgAAAJAAAACQBAMAAAAVaP+LAAAAJ1BMVEWbHBz9/PoXGRwAAACbHBybHBybHBy0VFTMjIvkxMLEw8KK',
  'iotQUlQNPC4bAAAADXRSTlP///8AQIDA////////TStD1AAAAUVJREFUeNrt2jFLw1AUxfELvmR3Vad+AqFJ50DoHkjp/KD4wVzd',
  'Oju5+6FM27RVaYrJ/Q9PPWfK0h880veScI/NT1muo41K/rQ6/9qOF8VIpbfq79ByktNJq69QaZPTfoaKOB3qV3eAKnMknKHSXGmP',
  'kGdhp8XtoIU5s+mhxgtlB6gwd+o9VPmhsIeiH8p3UGlA2g6qCCh0UENAWQdFAsrnVhiS2hYMtLFHBrqxioGCNQyUcVBkoJyDfkNu',
  'fxBBggSlBt2/DuR5JPQwG8ibIEGCkoR0QgoSdH2vvQ9kq2NEJ6SgJKG7l4HorfY/QNhHjfbaX3hkbydDF/+HgtKGtEUECRIkKMGk',
  'N19LbwaJjVexgS82gsaG4tiYnisOILctkOUKrO7BFVCwSgxW0uFqQ1iRCatWcWUvrn6GFeK4ih5XGnTXGD8AE8S29bEx5UYAAAAA',
  'SUVORK5CYII=',
].join('');

/** The site's mark (site-icon.ts) as a PNG of sixteen colours, for readers that show no SVG, and for RSS, which knows none. */
export const SITE_IMAGE = Uint8Array.from(atob(PNG), (character) => character.charCodeAt(0));
