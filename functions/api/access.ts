import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Token } from '#domain/partner/token.ts';
import type { PartnerStore } from '#ports/partner-store.ts';
import { notFound, ProblemError } from './problem.ts';

/** What every route knows of its caller. */
export type ApiEnvironment = { Variables: { token: Token; /** As it was sent. */ bearer: string } };
/** Who a token may be. */
export type Role = Token['role'];
export type ApiContext = Context<ApiEnvironment>;

/** A token as it is stored: SHA-256 of its 256 random bits (DESIGN §5). */
export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** RFC 6750: a bearer token or nothing. An unknown one gets 401, whatever it asked for. */
export function requireToken(partners: Pick<PartnerStore, 'getToken'>): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const given = /^Bearer +([\w~+/.-]{1,200}=*)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const token = given === undefined ? undefined : await partners.getToken(tokenHashOf(given));
    if (given === undefined || token === undefined) {
      throw new ProblemError({
        status: 401,
        title: 'Unauthorized',
        detail: 'The token is missing or unknown. Send it as "Authorization: Bearer <token>".',
      });
    }
    context.set('token', token);
    context.set('bearer', given);
    await next();
  };
}

/** Operators only; for everybody else the route does not exist. */
export const requireOperator: MiddlewareHandler<ApiEnvironment> = async (context, next) => {
  if (context.get('token').role !== 'operator') throw notFound('such address');
  await next();
};

/** The operator, or the partner itself. */
export function requirePartner(context: ApiContext, partnerId: string): void {
  if (!mayActFor(context, partnerId)) throw notFound(`partner "${partnerId}"`);
}

export function mayActFor(context: ApiContext, partnerId: string): boolean {
  const { role, subject } = context.get('token');
  return role === 'operator' || (role === 'partner' && subject === partnerId);
}
