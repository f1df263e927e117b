/** The style of every page, inline so that a page is one request; phone first, light and dark, print. */
export const STYLE = `
:root{--ink:#1a1a1a;--soft:#5c6166;--line:#dcdfe3;--paper:#fff;--wash:#f5f6f7;--link:#0b57a4;--note:#8a4b00;--notebg:#fff6e5;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e6;--soft:#a3a9af;--line:#3a3f45;--paper:#15181b;--wash:#1e2226;--link:#82b8f2;--note:#ffca80;--notebg:#2e2413}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.65 Georgia,"Times New Roman",serif;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{inset-inline-start:1rem;inset-block-start:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.site,main{max-width:44rem;margin-inline:auto;padding-inline:1.25rem}
.site,.meta,.kicker,.history,.contacts,.caption,h1,h2,h3,.list,.feeds,.notice,.small,.names{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.site{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:baseline;padding-block:1.1rem;border-block-end:1px solid var(--line)}
.site .home{font-weight:700;font-size:1.0625rem;color:inherit;text-decoration:none}
.site .home:hover{text-decoration:underline}
.site nav{display:flex;gap:1.1rem;font-size:.9rem}
.site nav a{padding-block:.25rem}
main{padding-block:2rem 4rem}
h1{font-size:clamp(1.65rem,1.2rem + 2.4vw,2.4rem);line-height:1.2;letter-spacing:-.015em;margin:.25rem 0 .75rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:2.25rem 0 .6rem}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
.kicker{margin:0;font-size:.8rem;font-weight:600;color:var(--soft);letter-spacing:.04em}
.lead{font-size:1.2rem;line-height:1.5;color:var(--soft);margin:0 0 1rem}
.meta{font-size:.9rem;color:var(--soft);margin:0 0 1.75rem;padding-block-end:1.25rem;border-block-end:1px solid var(--line)}
.meta p{margin:.15rem 0}
.meta .authors{color:var(--ink);font-weight:600}
.caption{font-size:.9rem;color:var(--soft);background:var(--wash);border-inline-start:3px solid var(--line);padding:.75rem 1rem;margin:0 0 1.5rem}
.notice{background:var(--notebg);border-inline-start:4px solid var(--note);padding:.85rem 1.1rem;margin:0 0 1.75rem;font-size:.95rem;line-height:1.5}
.notice strong{color:var(--note)}
.notice p{margin:.2rem 0}
.body>:first-child{margin-block-start:0}
.body img{max-width:100%;height:auto}
.body figure{margin:1.5rem 0}
.body figcaption{font-size:.9rem;color:var(--soft)}
.body blockquote{margin:1.5rem 0;padding-inline-start:1.1rem;border-inline-start:3px solid var(--line);font-style:italic}
.body pre{overflow-x:auto;background:var(--wash);padding:.9rem;font-size:.875rem}
.body table{display:block;overflow-x:auto;border-collapse:collapse;font-size:.95rem}
.body th,.body td{border:1px solid var(--line);padding:.4rem .7rem;text-align:start;vertical-align:top}
.after{margin-block-start:2.5rem;border-block-start:1px solid var(--line);font-size:.95rem}
.contacts ul,.history ol,.list{list-style:none;padding:0;margin:0}
.contacts li{padding-block:.35rem}
.history{font-size:.9rem;color:var(--soft)}
.history li{padding-block:.3rem}
.list li{padding-block:1.1rem;border-block-end:1px solid var(--line)}
.list a{font-weight:650;font-size:1.1rem;line-height:1.35;text-decoration:none}
.list a:hover{text-decoration:underline}
.list p{margin:.3rem 0 0;font-size:.95rem;line-height:1.5}
.list .small,.small{font-size:.85rem;color:var(--soft)}
.names{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;padding:0;margin:0;list-style:none}
.feeds dl{margin:0}
.feeds dt{font-weight:600;margin-block-start:.6rem}
.feeds dd{margin:0}
.feeds code{font-size:.875rem;background:var(--wash);padding:.15rem .4rem;border-radius:.2rem}
@media print{.site nav,.skip,.machine{display:none}body{font-size:11pt}a{color:inherit}}
`.trim();
