// Language: cloudfront-js-2.0 (var, const, let, arrow functions, template literals; no for-of, destructuring, spread,
// classes or default arguments).

// What is a folder and was asked for without the slash at its end: a newsroom, a topic, an archive page, the feeds.
const FOLDER = /^\/(feeds|archive\/\d+|[cl]\/[a-z0-9-]+|n\/[a-z0-9-]+(\/([ac]\/[a-z0-9-]+|archive\/\d+))?)$/;

function handler(event) {
  const request = event.request;
  if (FOLDER.test(request.uri)) {
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: `${request.uri}/` }, 'cache-control': { value: 'public, max-age=3600' } },
    };
  }
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}
