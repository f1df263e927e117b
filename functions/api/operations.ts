import { activityQuerySchema } from './activity.ts';
import { approvalBodySchema } from './approve-upload.ts';
import { auditQuerySchema } from './audit-routes.ts';
import { deliveriesQuerySchema } from './delivery-routes.ts';
import { endpointChangeSchema, newEndpointSchema } from './endpoint-body.ts';
import { replayBodySchema, testSchema } from './endpoint-work-routes.ts';
import { releasesQuerySchema } from './list-releases.ts';
import { newsroomBodySchema } from './newsroom-routes.ts';
import type { Operation } from './operation.ts';
import { pageQuerySchema } from './page.ts';
import { newPartnerSchema, partnerChangeSchema } from './partner-routes.ts';
import { reasonSchema } from './release-routes.ts';
import { rotateSchema } from './rotate-secret.ts';
import { newTokenSchema } from './token-routes.ts';
import { uploadQuerySchema } from './upload-preview.ts';
import { newUploadSchema, uploadsQuerySchema } from './upload-routes.ts';

const OPERATOR = ['operator'] as const;
const PARTNER = ['operator', 'partner'] as const;
const AUTHOR = ['operator', 'author'] as const;
const ANYBODY = ['operator', 'partner', 'author'] as const;

const partner = '/api/partners/{id}';
const endpoint = `${partner}/endpoints/{eid}`;
const release = '/api/releases/{newsroom}/{name}';

/** Every call of the API (DESIGN §6). The routes are held to this table by a test, both ways. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/newsrooms',
    who: OPERATOR,
    does: 'The newsrooms, by id',
    query: pageQuerySchema,
    gives: 200,
  },
  { method: 'get', path: '/api/newsrooms/{id}', who: OPERATOR, does: 'One newsroom', gives: 200 },
  {
    method: 'put',
    path: '/api/newsrooms/{id}',
    who: OPERATOR,
    does: 'Makes or replaces a newsroom',
    body: newsroomBodySchema,
    gives: 200,
  },

  {
    method: 'get',
    path: '/api/partners',
    who: OPERATOR,
    does: 'The partners, by id',
    query: pageQuerySchema,
    gives: 200,
  },
  {
    method: 'post',
    path: '/api/partners',
    who: OPERATOR,
    does: 'Makes a partner; its token is shown this once',
    body: newPartnerSchema,
    gives: 201,
  },
  { method: 'get', path: partner, who: PARTNER, does: 'One partner', gives: 200 },
  {
    method: 'patch',
    path: partner,
    who: OPERATOR,
    does: 'Changes a partner',
    body: partnerChangeSchema,
    gives: 200,
  },
  {
    method: 'delete',
    path: partner,
    who: OPERATOR,
    does: 'Removes a partner without endpoints, and its tokens',
    gives: 204,
  },

  { method: 'get', path: `${partner}/endpoints`, who: PARTNER, does: 'Its webhook endpoints', gives: 200 },
  {
    method: 'post',
    path: `${partner}/endpoints`,
    who: PARTNER,
    does: 'Makes an endpoint; its secret is shown this once, the challenge follows after 5 s',
    body: newEndpointSchema,
    gives: 201,
  },
  { method: 'get', path: endpoint, who: PARTNER, does: 'One endpoint with its health', gives: 200 },
  {
    method: 'patch',
    path: endpoint,
    who: PARTNER,
    does: 'Changes an endpoint; a new URL is challenged first',
    body: endpointChangeSchema,
    gives: 200,
  },
  { method: 'delete', path: endpoint, who: PARTNER, does: 'Removes an endpoint', gives: 204 },
  { method: 'post', path: `${endpoint}/verify`, who: PARTNER, does: 'Challenges it again', gives: 200 },
  {
    method: 'post',
    path: `${endpoint}/enable`,
    who: PARTNER,
    does: 'Enables it; what it was owed is sent',
    gives: 200,
  },
  {
    method: 'post',
    path: `${endpoint}/disable`,
    who: PARTNER,
    does: 'Disables it; what comes is kept',
    gives: 200,
  },
  {
    method: 'post',
    path: `${endpoint}/rotate-secret`,
    who: PARTNER,
    does: 'A new secret, shown this once; the old one signs beside it for a while',
    body: rotateSchema,
    isBodyOptional: true,
    gives: 200,
  },
  {
    method: 'post',
    path: `${endpoint}/test`,
    who: PARTNER,
    does: 'Sends one event of each type, or of the one named',
    body: testSchema,
    isBodyOptional: true,
    gives: 202,
  },
  {
    method: 'post',
    path: `${endpoint}/drill`,
    who: PARTNER,
    does: 'Sends ten requests that a receiver must tell apart',
    gives: 202,
  },
  { method: 'get', path: `${endpoint}/drill/{job}`, who: PARTNER, does: 'The grades of a drill', gives: 200 },
  {
    method: 'post',
    path: `${endpoint}/replay`,
    who: PARTNER,
    does: 'Tells again what was told, given up or never told',
    body: replayBodySchema,
    isBodyOptional: true,
    gives: 202,
  },
  {
    method: 'get',
    path: `${endpoint}/replay/{job}`,
    who: PARTNER,
    does: 'How far a replay has come',
    gives: 200,
  },
  {
    method: 'get',
    path: `${endpoint}/holdings`,
    who: PARTNER,
    does: 'What this endpoint should hold: uri, version, state',
    query: pageQuerySchema,
    gives: 200,
  },

  {
    method: 'get',
    path: `${partner}/deliveries`,
    who: PARTNER,
    does: 'What its endpoints were told, newest first',
    query: deliveriesQuerySchema,
    gives: 200,
  },
  {
    method: 'get',
    path: '/api/deliveries/{id}',
    who: PARTNER,
    does: 'One delivery with its failed attempts',
    gives: 200,
  },
  {
    method: 'post',
    path: '/api/deliveries/{id}/replay',
    who: PARTNER,
    does: 'Tells it once more',
    gives: 202,
  },

  {
    method: 'get',
    path: '/api/tokens/own',
    who: ANYBODY,
    does: 'What the token of this request is',
    gives: 200,
  },
  {
    method: 'get',
    path: '/api/tokens',
    who: OPERATOR,
    does: 'The tokens, by the hash that is their id',
    query: pageQuerySchema,
    gives: 200,
  },
  {
    method: 'post',
    path: '/api/tokens',
    who: OPERATOR,
    does: 'Makes a token, which is shown this once',
    body: newTokenSchema,
    gives: 201,
  },
  { method: 'delete', path: '/api/tokens/{id}', who: OPERATOR, does: 'Revokes a token', gives: 204 },

  {
    method: 'get',
    path: '/api/releases',
    who: OPERATOR,
    does: 'What became public, newest first; `q` searches headlines and ids',
    query: releasesQuerySchema,
    gives: 200,
  },
  {
    method: 'get',
    path: release,
    who: OPERATOR,
    does: 'One release: versions, sources, holders',
    gives: 200,
  },
  {
    method: 'get',
    path: `${release}/versions/{version}`,
    who: OPERATOR,
    does: 'What one version said',
    gives: 200,
  },
  {
    method: 'post',
    path: `${release}/withdraw`,
    who: OPERATOR,
    does: 'Withdraws it: 410, holders are told',
    body: reasonSchema,
    gives: 202,
  },
  {
    method: 'post',
    path: `${release}/kill`,
    who: OPERATOR,
    does: 'Kills it for good: 410, its words are refused from now on, holders are told first',
    body: reasonSchema,
    gives: 202,
  },
  {
    method: 'post',
    path: `${release}/confirm`,
    who: OPERATOR,
    does: 'Confirms a removal that waits',
    body: reasonSchema,
    gives: 202,
  },

  {
    method: 'get',
    path: '/api/uploads',
    who: AUTHOR,
    does: 'What was dropped, newest first, with what its author was told',
    query: uploadsQuerySchema,
    gives: 200,
  },
  {
    method: 'post',
    path: '/api/uploads',
    who: AUTHOR,
    does: 'A form that puts one file into the drop bucket',
    body: newUploadSchema,
    gives: 201,
  },

  {
    method: 'post',
    path: '/api/uploads/approve',
    who: AUTHOR,
    does: 'Lets an upload out that waits for a second person',
    body: approvalBodySchema,
    gives: 202,
  },
  {
    method: 'get',
    path: '/api/uploads/preview',
    who: AUTHOR,
    does: 'The page of one receipt: the findings, and the release as readers will see it',
    query: uploadQuerySchema,
    type: 'text/html',
    gives: 200,
  },

  {
    method: 'get',
    path: '/api/queues',
    who: OPERATOR,
    does: 'What waits in each queue, its dead letters, and since when the oldest overdue work waits',
    gives: 200,
  },
  {
    method: 'post',
    path: '/api/queues/{name}/redrive',
    who: OPERATOR,
    does: 'Moves the dead letters of a queue back into it',
    gives: 202,
  },
  {
    method: 'get',
    path: '/api/activity',
    who: OPERATOR,
    does: 'Uploads, releases and deliveries of the last hour or day, step by step',
    query: activityQuerySchema,
    gives: 200,
  },
  {
    method: 'get',
    path: '/api/audit',
    who: OPERATOR,
    does: 'Who changed what on one day',
    query: auditQuerySchema,
    gives: 200,
  },
];
