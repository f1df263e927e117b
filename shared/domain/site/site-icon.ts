/** The site's mark, for tabs and for readers that show one beside a feed: a sheet with a headline. */
export const SITE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="512" height="512">
<rect width="64" height="64" rx="12" fill="#9b1c1c"/>
<path fill="#fdfcfa" d="M16 12h32v40H16z"/>
<path fill="#17191c" d="M21 18h22v6H21zM21 29h22v3H21zM21 35h22v3H21zM21 41h14v3H21z"/>
</svg>
`;
