import { REPORT_STYLE } from './reportStyle';

/** Nothing runs and nothing is fetched, whatever a name holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** @param body HTML that is safe as it is. */
export function reportHtml(model: string, body: string): string {
  const title = `Evaluation of ${escaped(model)}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<h1>${title}</h1>
${body}
<p class="evaluateDim">Made by Weightscope.</p>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
