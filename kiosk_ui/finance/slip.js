/** The picture of a transfer slip as a page can show it: fetched with the station's name, which an `img` can't send. */
import { useEffect, useState } from 'preact-htm';

/** @param {string} promiseId @param {string} station @returns {string} an object URL, empty until it is there */
export function useSlip(promiseId, station) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    let isGone = false;
    fetch(`/api/v1/promises/${promiseId}/picture`, { headers: { 'X-Station': station } })
      .then((response) => (response.ok ? response.blob() : null))
      .then((blob) => {
        if (blob === null || isGone) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      }, () => undefined); // the connection says so already
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [promiseId]);
  return url;
}
