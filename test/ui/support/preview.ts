import { workbench } from './hooks';

/** Waits for a text of a Markdown preview, which is a page within the window. */
export async function previewShows(text: string): Promise<void> {
  const { page } = workbench();
  for (;;) {
    const found = await Promise.all(
      page.frames().map((frame) =>
        frame
          .getByText(text)
          .first()
          .isVisible()
          .catch(() => false),
      ),
    );
    if (found.includes(true)) return;
    await page.waitForTimeout(100);
  }
}
