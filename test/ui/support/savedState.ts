import { workbench } from './hooks';

/**
 * Waits until VS Code has saved a page's state that holds `text`. In a browser it does so every few seconds,
 * when it has nothing else to do, and not when the window is loaded again.
 */
export async function stateSaved(text: string): Promise<void> {
  const { page } = workbench();
  while (!(await savedTexts()).some((saved) => saved.includes(text)))
    await page.waitForTimeout(250);
}

/** All that VS Code keeps in the browser. */
async function savedTexts(): Promise<readonly string[]> {
  return workbench().page.evaluate(async () => {
    const texts: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db')) continue;
      const values = await new Promise<readonly unknown[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(new Error(`${name} does not open.`));
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('ItemTable').objectStore('ItemTable').getAll();
          reading.onerror = () => reject(new Error(`${name} cannot be read.`));
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result);
          };
        };
      });
      texts.push(...values.filter((value) => typeof value === 'string'));
    }
    return texts;
  });
}
