// Language: cloudfront-js-2.0 (var, const, let, arrow functions, template literals; no for-of, destructuring, spread,
// classes or default arguments).

// Host of a newsroom to the folder that it serves: { 'news.example.org': '/n/example' }.
const FOLDERS = {};

function handler(event) {
  const request = event.request;
  const host = request.headers.host ? request.headers.host.value.toLowerCase() : '';
  if (Object.prototype.hasOwnProperty.call(FOLDERS, host)) request.uri = FOLDERS[host] + request.uri;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}
