/** Where a template is run: what its pseudo parameters and addresses resolve to. */
export type Place = {
  account: string;
  region: string;
  /** Origin of the AWS endpoint, `http://127.0.0.1:4566`: queue URLs carry it. */
  endpoint: string;
  /** Origin of the site, `http://127.0.0.1:8080`: the distribution's domain name is its host. */
  site: string;
};

export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'us-east-1';
