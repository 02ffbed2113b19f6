/* floor_empty: starts and ends. Linked like pcadmin, so that what is measured is what a process costs here. */
int main(void) { return 0; }
