import { Hono } from 'hono';
import { activity } from './activity.ts';
import { requireOperator, requireToken, type ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { consoleRoutes } from './console-routes.ts';
import { deliveryRoutes, partnerDeliveryRoutes } from './delivery-routes.ts';
import { endpointRoutes } from './endpoint-routes.ts';
import { endpointWorkRoutes } from './endpoint-work-routes.ts';
import { hubRoutes } from './hub-routes.ts';
import { idempotent } from './idempotent.ts';
import { newsroomRoutes } from './newsroom-routes.ts';
import { partnerRoutes } from './partner-routes.ts';
import { answerProblem, notFound, ProblemError } from './problem.ts';
import { queueRoutes } from './queue-routes.ts';
import { rateLimit } from './rate-limit.ts';
import { releaseRoutes } from './release-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { uploadRoutes } from './upload-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { webhookKeys } from './webhook-keys.ts';

/** Longer than any id, shorter than the keys of the table may be. */
const MOST_PATH_CHARACTERS = 400;

/** The HTTP API (DESIGN §6): JSON, bearer tokens, RFC 9457 errors; it answers 401 or 404, never 403. */
export function makeApi(deps: ApiDeps): Hono<ApiEnvironment> {
  const app = new Hono<ApiEnvironment>({ strict: false });
  app.use(async (context, next) => {
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  app.route('/.well-known/webhook-keys.json', webhookKeys(deps));
  app.route('/websub', hubRoutes(deps));
  app.route('/console', consoleRoutes(deps));
  app.route('/api', documentRoutes());
  app.use('/api/*', requireToken(deps.partners));
  app.use('/api/*', rateLimit(deps));
  app.use('/api/*', async (context, next) => {
    if (context.req.path.length > MOST_PATH_CHARACTERS) throw notFound('such address');
    await next();
  });
  app.use('/api/*', idempotent(deps));
  app.route('/api/newsrooms', newsroomRoutes(deps));
  app.route('/api/partners', partnerRoutes(deps));
  app.route('/api/partners', endpointRoutes(deps));
  app.route('/api/partners', endpointWorkRoutes(deps));
  app.route('/api/partners', partnerDeliveryRoutes(deps));
  app.route('/api/tokens', tokenRoutes(deps));
  app.route('/api/deliveries', deliveryRoutes(deps));
  app.route('/api/releases', releaseRoutes(deps));
  app.route('/api/uploads', uploadRoutes(deps));
  app.route('/api/queues', queueRoutes(deps));
  app.get('/api/activity', requireOperator, activity(deps));
  app.route('/api/audit', auditRoutes(deps));
  app.notFound((context) =>
    answerProblem(context, {
      status: 404,
      title: 'Not found',
      detail: 'There is nothing at this address. Check its spelling and the method.',
    }),
  );
  app.onError((error, context) => {
    if (error instanceof ProblemError) return answerProblem(context, error.problem);
    const requestId = deps.random.id();
    deps.onBug(error, requestId);
    return answerProblem(context, {
      status: 500,
      title: 'Internal error',
      detail: `This is our fault and is logged as ${requestId}. Try again; what was done may be done again.`,
    });
  });
  return app;
}
