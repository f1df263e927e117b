import { button } from './parts.ts';
import { queryOf } from './place.ts';
import type { Desk } from './view.ts';

/** How long a preview can be opened again in its tab; then it must be asked for anew. */
const KEPT_MS = 600_000;

/** A button that opens the page of one receipt in a tab of its own. */
export function previewButton(
  { api, act }: Pick<Desk, 'api' | 'act'>,
  { key, versionId }: { key: string; versionId: string },
): Element {
  return button(`preview-${key}-${versionId}`, 'Preview', () => {
    // Opened by the click itself: what opens later is held back by browsers.
    const tab = open('about:blank', '_blank');
    act('The preview is open.', async () => {
      try {
        const page = await api.page(`/uploads/preview${queryOf({ key, versionId })}`);
        const address = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
        setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
        if (tab !== null) tab.location.href = address;
      } catch (error) {
        tab?.close();
        throw error;
      }
    });
  });
}
