import { Button } from 'antd'
import { useSay } from '../i18n/language.ts'
import { takeNewVersion, useNewVersion } from './new-version.ts'

/** Offers the new version; when to change is for whoever is in the middle of something to say. */
export const VersionBanner = () => {
  const say = useSay()
  return useNewVersion() ? (
    <p className="version-banner" role="status">
      {say('version.new')}
      <Button size="small" type="link" onClick={takeNewVersion}>
        {say('version.reload')}
      </Button>
    </p>
  ) : null
}
