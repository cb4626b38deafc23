import { readFile } from 'node:fs/promises'
import { renderToStaticMarkup } from 'react-dom/server'
import type { ReportMap as Drawing, ReportSheet } from '../domain/report-sheet.ts'
import { ReportDocument, reportTitle } from '../ui/report-document.tsx'
import { ReportLinks } from '../ui/report-links.tsx'
import { ReportMap } from '../ui/report-map.tsx'

/** The report as one file that needs nothing else: to keep, to send, to print. */
export async function reportPage(
  sheet: ReportSheet,
  drawings: readonly (Drawing | null)[],
): Promise<string> {
  const sheets = ['report', 'map-drawing'].map((name) =>
    readFile(new URL(`../styles/${name}.css`, import.meta.url), 'utf8'),
  )
  const styles = (await Promise.all(sheets)).join('')
  const maps = drawings.map((drawing) => (
    <ReportMap key={drawing?.layer ?? 'none'} sheet={sheet} drawing={drawing} />
  ))
  const page = renderToStaticMarkup(
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{reportTitle(sheet)}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet, which escaping would break */}
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body className="report-alone">
        <main>
          <ReportLinks.Provider value={false}>
            <ReportDocument sheet={sheet} map={maps} />
          </ReportLinks.Provider>
        </main>
      </body>
    </html>,
  )
  return `<!doctype html>\n${page}\n`
}
