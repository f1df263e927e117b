/** A form that puts one file under one key when a browser posts it as `multipart/form-data`, the file as field `file`, last. */
export type UploadForm = { url: string; fields: Record<string, string>; expiresAt: string };

/** Forms for authors without an S3 client. */
export type UploadForms = {
  /** The origin that forms are posted to. */
  origin(): Promise<string>;
  /** The bucket itself holds to the key, to at most `maxBytes`, to the time, and to the object's metadata. */
  makeForm(
    key: string,
    limits: { maxBytes: number; seconds: number; metadata?: Record<string, string> },
  ): Promise<UploadForm>;
};
