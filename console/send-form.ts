import { ApiError } from './api.ts';

/** A form that the API signed: the bucket takes exactly one file with it. */
export type SignedForm = { url: string; fields: Readonly<Record<string, string>> };

/** S3's own words, in its XML. */
const MESSAGE = /<Message>([^<]*)<\/Message>/;

/**
 * Posts a file into the drop bucket, telling how much is through (0 to 1). Gives the version that it became. Throws
 * `ApiError` with what to do.
 */
export function sendForm(
  { url, fields }: SignedForm,
  file: Blob,
  onProgress: (part: number) => void,
): Promise<string | undefined> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        onProgress(1);
        return resolve(request.getResponseHeader('x-amz-version-id') ?? undefined);
      }
      const said = MESSAGE.exec(request.responseText)?.[1] ?? `it answered ${request.status}`;
      return reject(new ApiError(request.status, `The file was not taken: ${said}`));
    });
    request.addEventListener('error', () =>
      reject(new ApiError(0, 'The connection broke before the file was through. Try it again.')),
    );
    request.open('POST', url);
    request.send(form);
  });
}
