import type { PathOptions } from 'leaflet'

/** How a grid stands to the redrawing; its word is said with the colour. */
export type GridLook = 'home' | 'beside' | 'chosen' | 'changed' | 'fresh'

export const lookLabels: Record<GridLook, string> = {
  home: '可调整',
  beside: '相邻',
  chosen: '选中',
  changed: '已改',
  fresh: '新网格',
}

export const lookStyles: Record<GridLook, PathOptions> = {
  home: { color: '#1864ab', weight: 1.2, dashArray: '', fillColor: '#1864ab', fillOpacity: 0.05 },
  beside: {
    color: '#868e96',
    weight: 1,
    dashArray: '4 4',
    fillColor: '#868e96',
    fillOpacity: 0.04,
  },
  chosen: { color: '#1864ab', weight: 3.5, dashArray: '', fillColor: '#1864ab', fillOpacity: 0.22 },
  changed: {
    color: '#a34f00',
    weight: 2.5,
    dashArray: '',
    fillColor: '#f59f00',
    fillOpacity: 0.25,
  },
  fresh: { color: '#2b8a3e', weight: 3, dashArray: '9 5', fillColor: '#2f9e44', fillOpacity: 0.25 },
}
