// Language: cloudfront-js-2.0, see viewer-request.js. S3 can answer neither 410 nor 301, keeps no Link header, and
// CloudFront compresses few types; so an object's metadata says what the answer is to be.

const STATUSES = { 301: 'Moved Permanently', 410: 'Gone' };

function handler(event) {
  const response = event.response;
  const headers = response.headers;
  const said = (name) => {
    const header = headers[`x-amz-meta-${name}`];
    return header && header.value ? header.value : undefined;
  };
  const status = said('status');
  const type = said('type');
  const link = said('link');
  const location = said('location');

  // CloudFront says it of what it compressed only; a cache behind it must know of the rest and of a 304, too.
  headers['vary'] = { value: 'Accept-Encoding' };
  if (type) headers['content-type'] = { value: type };
  if (link) headers['link'] = { value: link };
  if (status === '410' || (status === '301' && location)) {
    response.statusCode = Number(status);
    response.statusDescription = STATUSES[status];
  }
  if (status === '301' && location) headers['location'] = { value: location };
  if (status === '410') {
    // A validator would let a reader's copy from before be confirmed as fresh.
    delete headers['etag'];
    delete headers['last-modified'];
  }
  Object.keys(headers).forEach((name) => {
    if (name === 'server' || (name.startsWith('x-amz-') && !name.startsWith('x-amz-cf-')))
      delete headers[name];
  });
  return response;
}
