import { ApiError, makeApi, wordsOf } from './api.ts';
import { login } from './login.ts';
import { run } from './run.ts';
import { ownSchema } from './shapes.ts';

/** Kept until the tab is closed, and in no other tab. */
const TOKEN = 'presswire-token';

void enter(sessionStorage.getItem(TOKEN) ?? '');

/** Goes on with a token that is known, or asks for one. */
async function enter(token: string): Promise<void> {
  if (token === '') return leave('');
  const api = makeApi(token);
  try {
    const own = await api.get('/tokens/own', ownSchema);
    sessionStorage.setItem(TOKEN, token);
    run(own, api, leave);
  } catch (error) {
    if (error instanceof ApiError) sessionStorage.removeItem(TOKEN);
    login(wordsOf(error), enter);
  }
}

function leave(why: string): void {
  sessionStorage.removeItem(TOKEN);
  login(why, enter);
}
