import * as z from 'zod';
import { treeSchema } from '../infra/template-view.ts';

export const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), treeSchema).optional() }),
  ),
});
/** A template of which nothing is lost when it is written again. */
export type Template = z.infer<typeof templateSchema>;
