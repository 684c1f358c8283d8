/** The address of a file that the build copies beside the page. */
declare module '*?url&no-inline' {
  const address: string;
  export default address;
}
