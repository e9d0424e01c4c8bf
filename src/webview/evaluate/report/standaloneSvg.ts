/** A variable of a chart's colours and its font. */
const VARIABLE = /^var\((--chart-[a-z]+)\)$/;

/** A chart as a file of its own: the colours that it has on this page are written in. */
export function standaloneSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(svg);
  const valueOf = (name: string): string => style.getPropertyValue(name).trim();
  for (const element of [copy, ...copy.querySelectorAll('*')])
    for (const { name, value } of [...element.attributes]) {
      const variable = VARIABLE.exec(value)?.[1];
      if (variable !== undefined) element.setAttribute(name, valueOf(variable));
      else if (/^(?:class|tabindex|role|aria-selected|data-.*)$/.test(name))
        element.removeAttribute(name);
    }
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', valueOf('--chart-paper'));
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}
