/**
 * Hears of releases (EventBridge user guide, "Events"). An event may come twice: `detail.id` is then the same, and whoever
 * writes something should write it under that id.
 */
export async function handler(event) {
  const { id, data } = event.detail;
  console.log(
    JSON.stringify({ id, type: event['detail-type'], headline: data.headline, page: data.links?.html }),
  );
}
