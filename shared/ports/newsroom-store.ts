import type { Newsroom } from '#domain/release/newsroom.ts';

/** Newsrooms, configured by the operator. */
export type NewsroomStore = {
  getNewsroom(id: string): Promise<Newsroom | undefined>;
  listNewsrooms(): Promise<Newsroom[]>;
  putNewsroom(newsroom: Newsroom): Promise<void>;
};
