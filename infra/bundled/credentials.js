import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in a bundle for the SDK's chain of credential providers: Lambda gives its credentials as variables (AWS Lambda
 * Developer Guide, "Defined runtime environment variables"), so files, SSO, web identities and metadata services are
 * never asked. 100 KB less in each bundle.
 */
export const defaultProvider = fromEnv;
