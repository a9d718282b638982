import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { deviceLanguage, setLanguage } from './i18n/language.ts'
import { router } from './routes.tsx'
import { keepOnDevice } from './shell/new-version.ts'
import { AntdProvider } from './ui/theme/antd-provider.tsx'
import { paint } from './ui/theme/appearance.ts'
import { Confirmation } from './ui/overlay/confirm.tsx'
import { Toasts } from './ui/overlay/toast.tsx'
import './ui/theme/base.css'
import './ui/style/index.css'
import './ui/theme/targets.css'

paint()
await setLanguage(deviceLanguage())

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <AntdProvider>
        <RouterProvider router={router} />
        <Confirmation />
        <Toasts />
      </AntdProvider>
    </QueryClientProvider>
  </StrictMode>,
)

// Only once the first screen is there: what it needs comes first.
const idle = window.requestIdleCallback ?? setTimeout
if (import.meta.env.PROD) idle(() => void keepOnDevice().catch(() => undefined))
// Back from another page the browser may show this one as it was left, even after somebody has signed out.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
