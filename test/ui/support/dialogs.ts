import { workbench } from './hooks';

/** Accepts what a file dialog of the workbench suggests, which must end like this. */
export async function acceptSuggested(ending: string): Promise<void> {
  const { page } = workbench();
  await page.waitForFunction(
    (end) =>
      [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some((input) =>
        input.value.endsWith(end),
      ),
    ending,
  );
  await page.keyboard.press('Enter');
}
