/** What an operator says where nobody has chosen other words. */
export function usualGreeting(company: string): string {
  return `お電話ありがとうございます。${shortName(company)}でございます。`;
}

/** What a tenant's room is called where nobody has chosen another name. */
export function usualRoom(company: string): string {
  return `${shortName(company)}様 受電報告`;
}

/** A company's name as one says it: without its legal form. */
function shortName(name: string): string {
  return name.replace(/^(?:株式会社|有限会社|合同会社)\s*|\s*(?:株式会社|有限会社|合同会社)$/g, '');
}
