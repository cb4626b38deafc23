export interface Refusal {
  status: number
  title: string
  advice: string
}

/** A page for what is refused before any page can be made: plain HTML, no scripts, no echo. */
export const refusalPage = ({ status, title, advice }: Refusal): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body{font:18px/1.6 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}</style>
</head><body><main><h1>${title}</h1><p>${advice}</p><p><a href="/">回到首页</a></p>
<p>错误代码 ${status}</p></main></body></html>
`
