/** The style of every page, inline so that a page is one request; phone first, light and dark, print. */
export const STYLE = `
:root{--ink:#17191c;--soft:#5a6067;--line:#dddcd6;--paper:#fdfcfa;--wash:#f4f2ed;--link:#0b4f8a;--mark:#9b1c1c;--note:#7a4100;--notebg:#fff5e0;--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#e9e7e2;--soft:#a9aeb4;--line:#373b40;--paper:#131518;--wash:#1c1f23;--link:#8abdf0;--mark:#f19999;--note:#ffcf8a;--notebg:#2c2212}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-start:1rem}
body{margin:0;min-block-size:100vh;min-block-size:100svh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:1.125rem/1.65 var(--serif);overflow-wrap:break-word;text-rendering:optimizeLegibility}
a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
a:hover{text-decoration-thickness:.12em}
a:focus-visible,button:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
.unseen{position:absolute;inline-size:1px;block-size:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.unseen+h2.label{margin-block-start:0}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{inset-inline-start:1rem;inset-block-start:1rem;background:var(--paper);padding:.6rem 1rem;z-index:1}
.wide,main{max-width:41rem;margin-inline:auto;padding-inline:1.25rem}
.site,.meta,.kicker,.tools,.caption,figcaption,.small,.names,.feeds,.pager,.history,.contacts,.notice,h2.label{font-family:var(--sans)}
header.site{border-block-start:4px solid var(--mark);border-block-end:1px solid var(--line)}
header .wide{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;justify-content:space-between;align-items:end;padding-block:1rem .9rem}
.home{color:inherit;text-decoration:none;font:700 1.3rem/1.2 var(--serif);letter-spacing:-.01em}
.home:hover span{text-decoration:underline}
.home small{display:block;margin-block-start:.15rem;font:500 .78rem/1.4 var(--sans);letter-spacing:.02em;color:var(--soft)}
nav{display:flex;gap:1.25rem;font-size:.9rem}
nav a,.pager a,footer a{display:inline-block;padding-block:.35rem}
main{padding-block:2.25rem 4rem;flex:1;inline-size:100%}
h1{font:700 clamp(1.75rem,1.25rem + 2.6vw,2.6rem)/1.16 var(--serif);letter-spacing:-.018em;margin:.3rem 0 .8rem;text-wrap:balance}
h2{font:700 1.3rem/1.3 var(--serif);margin:2.4rem 0 .6rem;text-wrap:balance}
h3{font:700 1.1rem/1.35 var(--serif);margin:1.8rem 0 .4rem}
h2.label{font-size:.85rem;font-weight:650;letter-spacing:.04em;color:var(--soft);margin:2.75rem 0 .25rem;padding-block-end:.5rem;border-block-end:1px solid var(--line)}
.kicker{margin:0;font-size:.85rem;font-weight:600;line-height:1.5}
.kicker a{color:var(--mark);text-decoration:none;padding-block:.3rem;display:inline-block}
.kicker a:hover{text-decoration:underline}
.lead{font-size:1.25rem;line-height:1.5;color:var(--soft);margin:0 0 1.1rem;text-wrap:pretty}
.meta{font-size:.92rem;line-height:1.55;color:var(--soft);margin:0}
.meta p{margin:.1rem 0}
.meta .authors,.meta .authors a{color:var(--ink);font-weight:600}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;margin:.9rem 0 0;font-size:.85rem}
header+.tools,.meta+.tools{margin-block-start:.9rem}
article header{padding-block-end:1.25rem;margin-block-end:1.75rem;border-block-end:1px solid var(--line)}
button{font:inherit;font-size:.85rem;color:var(--ink);background:var(--wash);border:1px solid var(--line);border-radius:.35rem;padding:.5rem .8rem;cursor:pointer;min-block-size:2.5rem}
button:hover{border-color:var(--soft)}
[hidden]{display:none!important}
figure{margin:1.75rem 0}
figure.picture{margin:0 0 1.75rem}
img{max-width:100%;height:auto}
.picture img{display:block;inline-size:100%;background:var(--wash);border-radius:.2rem}
figcaption,.caption{font-size:.88rem;line-height:1.5;color:var(--soft);margin:.55rem 0 0}
.caption{border-inline-start:3px solid var(--line);padding-inline-start:1rem;margin:0 0 1.75rem}
.credit{white-space:nowrap}
.notice{background:var(--notebg);border-inline-start:4px solid var(--note);padding:.9rem 1.1rem;margin:0 0 1.75rem;font-size:.95rem;line-height:1.55;border-radius:.15rem}
.notice strong{color:var(--note)}
.notice p{margin:.2rem 0}
.body>:first-child{margin-block-start:0}
.body p{margin:0 0 1.15em;text-wrap:pretty}
.body blockquote{margin:1.75rem 0;padding-inline-start:1.2rem;border-inline-start:3px solid var(--mark);font-style:italic}
.body li{margin-block-end:.35em}
.body pre{overflow-x:auto;background:var(--wash);padding:.9rem;font-size:.875rem}
.body table{display:block;overflow-x:auto;border-collapse:collapse;font:.92rem/1.5 var(--sans)}
.body th,.body td{border:1px solid var(--line);padding:.45rem .7rem;text-align:start;vertical-align:top}
.after{font-size:1rem}
.after>p{margin:.6rem 0}
.contacts ul,.history ol,.list,.names{list-style:none;padding:0;margin:0}
.contacts li{padding-block:.6rem;font-size:.95rem;line-height:1.5;border-block-end:1px solid var(--line)}
.contacts li>*{display:block}
.contacts a{padding-block:.3rem}
.history li{padding-block:.45rem;font-size:.9rem;line-height:1.5;color:var(--soft);border-block-end:1px solid var(--line)}
.list li{padding-block:1.35rem;border-block-end:1px solid var(--line)}
.list h3{margin:0;font-size:1.2rem;line-height:1.3;text-wrap:balance}
.list li:first-child h3{font-size:clamp(1.4rem,1.15rem + 1.4vw,1.8rem);line-height:1.2;letter-spacing:-.01em}
.list a{color:inherit;text-decoration:none}
.list a:hover{text-decoration:underline}
.list p{margin:.4rem 0 0;font-size:1rem;line-height:1.5;color:var(--soft)}
.list .small,.small{font-size:.85rem;line-height:1.5;color:var(--soft)}
.names{display:flex;flex-wrap:wrap;gap:.1rem 1.4rem;padding-block-start:.4rem;font-size:.95rem}
.names a{display:inline-block;padding-block:.4rem}
.pager{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;margin:1.75rem 0 0;font-size:.95rem}
.feeds section{padding-block:.9rem;border-block-end:1px solid var(--line)}
.feeds h3{font:650 1rem/1.4 var(--sans);margin:0}
.feeds p{margin:.35rem 0 0;display:flex;flex-wrap:wrap;gap:.35rem 1rem;align-items:center;font-size:.92rem}
.feeds code{font-size:.82rem;color:var(--soft);overflow-wrap:anywhere}
footer.site{border-block-start:1px solid var(--line);background:var(--wash);font-size:.88rem;color:var(--soft)}
footer .wide{padding-block:1.5rem 2.5rem}
footer p{margin:.2rem 0}
[dir=rtl] h1,[dir=rtl] h2,[dir=rtl] h3,[dir=rtl] .home{letter-spacing:0}
@media(min-width:48rem){main{padding-block:3.25rem 5rem}.contacts ul{columns:2;column-gap:2rem}.contacts li{break-inside:avoid}}
@media print{body{display:block}header nav,footer,.skip,.machine,.tools,.pager{display:none}header.site{border-block-start:0}body{font-size:11pt;background:#fff;color:#000}main,.wide{max-width:none;padding-inline:0}a{color:inherit}.body a[href^="http"]::after{content:" (" attr(href) ")";font-size:.8em;overflow-wrap:anywhere}.picture img{max-block-size:12cm;object-fit:contain}}
`.trim();
