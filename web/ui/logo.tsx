/** The company's logo. Its name stands beside it, so it is not read out. Its address names the file: a new one is fetched. */
export const Logo = ({ id, large }: { id: string; large?: boolean }) => (
  <img className={large ? 'logo logo-large' : 'logo'} src={`/api/v1/workspace/logo?v=${id}`} alt="" />
)
